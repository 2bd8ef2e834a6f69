// What several modules speak of.

@export()
@description('A user-assigned identity as an app needs it.')
type appIdentity = {
  id: string
  clientId: string
  principalId: string
}

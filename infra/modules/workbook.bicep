// The pipeline at a glance, in the Azure portal.

param location string
param tags object
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'vigil-pipeline')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Vigil pipeline'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: loadTextContent('workbook.json')
  }
}

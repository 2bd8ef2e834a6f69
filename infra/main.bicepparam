using 'main.bicep'

// The one value that has no default: client id of the app registration for triage (README.md, "The login").
param triageAudience = readEnvironmentVariable('VIGIL_TRIAGE_AUDIENCE')

param alertEmails = []
param tags = { application: 'vigil' }

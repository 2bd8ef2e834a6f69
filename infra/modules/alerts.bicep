// What wakes somebody up. Metrics are those of the meter Vigil (README, "What is stored, and in which order"); spans are in AppRequests.

param namePrefix string
param location string
param tags object
param workspaceId string
param actionGroupId string
param serviceBusId string
@description('With the rules about clamd.')
param withScanner bool
@description('A message that waits for longer than this is late.')
param oldestMessageSeconds int
@description('p95 of the answer to a delivery above this is slow: senders give up after 3 to 30 s.')
param intakeP95Milliseconds int

var rules = union(coreRules, withScanner ? scannerRules : [])

var coreRules = [
  {
    name: 'dead-letters'
    title: 'Work was set aside as dead letters'
    severity: 2
    window: 'PT15M'
    query: '''AppMetrics
| where Name == 'vigil.dead_letters'
| extend reason = tostring(Properties.reason)
| summarize total = sum(Sum) by reason'''
    column: 'total'
    threshold: 0
  }
  {
    name: 'oldest-message'
    title: 'A message has waited for too long'
    severity: 1
    window: 'PT15M'
    // The least of a quarter of an hour: a message that was sent with a delay of hours is old in the moment that it appears, and taken in the next.
    query: '''AppMetrics
| where Name == 'vigil.queue.oldest'
| extend queue = tostring(Properties.queue)
| summarize oldest = min(Sum) by queue'''
    column: 'oldest'
    threshold: oldestMessageSeconds
  }
  {
    name: 'refused-deliveries'
    title: 'A burst of deliveries was refused for their authentication'
    severity: 2
    window: 'PT15M'
    query: '''AppMetrics
| where Name == 'vigil.deliveries'
| extend sender = tostring(Properties.sender), outcome = tostring(Properties.outcome)
| where outcome startswith 'signature-' or outcome startswith 'timestamp-' or outcome startswith 'secret-' or outcome startswith 'token-'
| summarize refused = sum(Sum) by sender'''
    column: 'refused'
    threshold: 50
  }
  {
    name: 'unstored-deliveries'
    title: 'Deliveries could not be verified or stored and were answered 5xx'
    severity: 1
    window: 'PT5M'
    query: '''AppMetrics
| where Name == 'vigil.deliveries'
| extend outcome = tostring(Properties.outcome)
| where outcome in ('storage-unavailable', 'secrets-unavailable', 'keys-unavailable')
| summarize failed = sum(Sum)'''
    column: 'failed'
    threshold: 0
  }
  {
    name: 'intake-latency'
    title: 'Deliveries are answered slowly (p95)'
    severity: 2
    window: 'PT15M'
    query: '''AppRequests
| where Name == 'ReceiveWebhook'
| summarize p95 = percentile(DurationMs, 95)'''
    column: 'p95'
    threshold: intakeP95Milliseconds
  }
  {
    name: 'silent-sender'
    title: 'A sender that used to deliver has been silent for a day'
    severity: 3
    window: 'P1D'
    // The window of the rule bounds the data that it sees unless the query states a longer one, at most two days.
    overrideQueryTimeRange: 'P2D'
    query: '''AppMetrics
| where TimeGenerated > ago(2d) and Name == 'vigil.deliveries'
| extend sender = tostring(Properties.sender), outcome = tostring(Properties.outcome)
| where outcome in ('accepted', 'duplicate')
| summarize before = sumif(Sum, TimeGenerated < ago(1d)), today = sumif(Sum, TimeGenerated >= ago(1d)) by sender
| where before >= 5 and today == 0'''
    column: 'before'
    threshold: 0
  }
]

var scannerRules = [
  {
    name: 'scanner-away'
    title: 'Uploads cannot be scanned: clamd does not answer'
    severity: 2
    window: 'PT15M'
    query: '''AppMetrics
| where Name == 'vigil.scans'
| extend engine = tostring(Properties.engine), outcome = tostring(Properties.outcome)
| where engine == 'clamd' and outcome == 'engine-unavailable'
| summarize away = sum(Sum)'''
    column: 'away'
    threshold: 0
  }
]

resource logRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'Vigil: ${rule.title}'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.window == 'P1D' ? 'PT1H' : 'PT5M'
      windowSize: rule.window
      overrideQueryTimeRange: rule.?overrideQueryTimeRange
      autoMitigate: true
      // The tables exist only after the first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: rule.column
            timeAggregation: 'Maximum'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroupId] }
    }
  }
]

resource brokerDeadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${namePrefix}-broker-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Vigil: incidents were dead-lettered by whoever takes them from the queue, or expired there'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-lettered'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['incidents'] }]
          // A gauge: what counts is how many lie there.
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

// What users feel: how many queries, how long they wait and run, and what fails.
local d = import 'lib.libsonnet';
local q = 'trino_execution_name_QueryManager_';
local group = 'trino_execution_resourcegroups_type_InternalResourceGroup_name_';
local quantiles(name) = [[p[0], q + name + '_FiveMinutes{@coordinator@,quantile="' + p[1] + '"}'] for p in [['half', '0.5'], ['9 of 10', '0.9'], ['99 of 100', '0.99']]];
// Every exported group is a metric of its own, with its name in the metric's.
local groups(attribute) = 'label_replace({__name__=~"' + group + '.+_' + attribute + '",@coordinator@}, "group", "$1", "__name__", "' + group + '(.+)_' + attribute + '")';

d.dashboard('queries', 'queries', 'How many queries, how long they wait and run, what fails.', [
  ['Throughput', [
    d.lines('Queries a second', 'Submitted, started, ended well or badly.', 'ops', [
      ['submitted', 'rate(' + q + 'SubmittedQueries{@coordinator@}[5m])'],
      ['started', 'rate(' + q + 'StartedQueries{@coordinator@}[5m])'],
      ['completed, failed ones among them', 'rate(' + q + 'CompletedQueries{@coordinator@}[5m])'],
      ['failed', 'rate(' + q + 'FailedQueries{@coordinator@}[5m])'],
    ]),
    d.lines('Ended otherwise', 'Cancelled by users, or abandoned: the client no longer asked.', 'ops', [
      ['cancelled', 'rate(' + q + 'CanceledQueries{@coordinator@}[5m])'],
      ['abandoned', 'rate(' + q + 'AbandonedQueries{@coordinator@}[5m])'],
    ]),
  ]],
  ['Time', [
    d.lines('Execution time', 'Of queries that ended within five minutes.', 'ms', quantiles('ExecutionTime')),
    d.lines('Queued time', 'How long they waited for their resource group.', 'ms', quantiles('QueuedTime')),
  ]],
  ['Work', [
    d.lines('Input', 'Bytes a second that ended queries had read.', 'Bps', [['input', 'rate(' + q + 'ConsumedInputBytes{@coordinator@}[5m])']]),
    d.lines('CPU', 'Seconds of CPU a second that ended queries had used.', 'none', [['cpu', 'rate(' + q + 'ConsumedCpuTimeSecs{@coordinator@}[5m])']]),
    d.lines('State of running queries', 'Blocked ones wait for memory, for data, or for whoever reads the result.', 'none', [
      ['progressing', q + 'ProgressingQueries{@coordinator@}'],
      ['fully blocked', q + 'FullyBlockedQueries{@coordinator@}'],
      ['finishing', q + 'FinishingQueries{@coordinator@}'],
    ]),
    d.lines('Drivers', 'Pieces of work on the workers.', 'none', [
      ['running', q + 'RunningDrivers{@coordinator@}'],
      ['queued', q + 'QueuedDrivers{@coordinator@}'],
      ['blocked', q + 'BlockedDrivers{@coordinator@}'],
    ]),
  ]],
  ['Resource groups', [
    d.lines('Running', 'Groups with jmxExport. Queries that wait for a first worker count here, and nowhere else.', 'none', [['{{group}}', groups('RunningQueries')]]),
    d.lines('Queued', 'Groups with jmxExport.', 'none', [['{{group}}', groups('QueuedQueries')]]),
  ]],
  ['Told of queries', [
    d.lines('Time that event listeners take', 'Nine of ten events. A listener that sends later, as http does, never shows its failures here: they are in the log only.', 'ms', [
      ['created', 'trino_eventlistener_name_EventListenerManager_QueryCreatedTime_FiveMinutes{@coordinator@,quantile="0.9"}'],
      ['completed', 'trino_eventlistener_name_EventListenerManager_QueryCompletedTime_FiveMinutes{@coordinator@,quantile="0.9"}'],
    ]),
    d.lines('Access control', 'Decisions a second.', 'ops', [
      ['allowed', 'rate(trino_security_name_AccessControlManager_AuthorizationSuccess{@coordinator@}[5m])'],
      ['refused', 'rate(trino_security_name_AccessControlManager_AuthorizationFail{@coordinator@}[5m])'],
    ]),
  ]],
])

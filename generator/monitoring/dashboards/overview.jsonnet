// The first look: is it there, is it busy, is anything wrong.
local d = import 'lib.libsonnet';
local q = 'trino_execution_name_QueryManager_';
local nodes = 'trino_metadata_name_DiscoveryNodeManager_';
local pool = 'trino_memory_type_ClusterMemoryPool_name_general_';

d.dashboard('overview', 'overview', 'Is it there, is it busy, is anything wrong. The other dashboards say why.', [
  ['Now', [
    d.number('Coordinator', '1 while Prometheus reaches it.', 'none', 'max(up{@coordinator@}) or vector(0)', [[0, 'red'], [1, 'green']]),
    d.number('Workers', 'Active nodes without the coordinator; @min@ to @max@ are declared.', 'none', nodes + 'ActiveNodeCount{@coordinator@} - 1'),
    d.number('Running queries', 'Those that wait for a first worker are not among them.', 'none', q + 'RunningQueries{@coordinator@}'),
    d.number('Queued queries', 'They wait for their resource group.', 'none', q + 'QueuedQueries{@coordinator@}', [[1, 'orange']]),
    d.number('Failed in the last hour', "The users' own mistakes among them.", 'none', 'increase(' + q + 'FailedQueries{@coordinator@}[1h])'),
    d.number('Query memory in use', "Of all workers' memory for queries.", 'percentunit', pool + 'ReservedDistributedBytes{@coordinator@} / ' + pool + 'TotalDistributedBytes{@coordinator@}', [[0.8, 'orange'], [0.95, 'red']]),
  ]],
  ['Load', [
    d.lines('Queries', 'What runs and what waits.', 'none', [['running', q + 'RunningQueries{@coordinator@}'], ['queued', q + 'QueuedQueries{@coordinator@}']]),
    d.lines('Workers', 'Active ones against the fewest and the most that are declared.', 'none', [['active', nodes + 'ActiveNodeCount{@coordinator@} - 1'], ['fewest', 'vector(@min@)'], ['most', 'vector(@max@)']]),
    d.lines('Memory for queries', 'When reserved reaches the total, queries stand still, and then Trino kills some.', 'bytes', [['reserved', pool + 'ReservedDistributedBytes{@coordinator@}'], ['total', pool + 'TotalDistributedBytes{@coordinator@}']]),
    d.lines('CPU of the JVM', 'Share of all processors of the node.', 'percentunit', [['{{pod}}', 'JMX_java_lang_TYPE_OperatingSystem_ATTRIBUTE_ProcessCpuLoad{@nodes@}']]),
  ]],
  ['Trouble', [
    d.lines('Failed queries by kind', 'A second; internal errors are Trino\'s own, external ones those of systems behind catalogs.', 'ops', [
      ['internal', 'rate(' + q + 'InternalFailures{@coordinator@}[5m])'],
      ['external', 'rate(' + q + 'ExternalFailures{@coordinator@}[5m])'],
      ['resources', 'rate(' + q + 'InsufficientResourcesFailures{@coordinator@}[5m])'],
      ['user', 'rate(' + q + 'UserErrorFailures{@coordinator@}[5m])'],
    ], stacked=true),
    d.lines('Nodes that are not active', 'Draining ones leave as they should; inactive ones announce themselves and do not answer.', 'none', [
      ['draining', nodes + 'DrainingNodeCount{@coordinator@}'],
      ['drained', nodes + 'DrainedNodeCount{@coordinator@}'],
      ['shutting down', nodes + 'ShuttingDownNodeCount{@coordinator@}'],
      ['inactive', nodes + 'InactiveNodeCount{@coordinator@}'],
    ]),
  ]],
])

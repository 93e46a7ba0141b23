// Workers and memory: who has how much to do, and who runs out.
local d = import 'lib.libsonnet';
local pool = 'trino_memory_type_MemoryPool_name_general_';
local cluster = 'trino_memory_type_ClusterMemoryPool_name_general_';
local manager = 'trino_memory_name_ClusterMemoryManager_';
local os = 'JMX_java_lang_TYPE_OperatingSystem_ATTRIBUTE_';
local gc(kind) = 'rate(JMX_java_lang_NAME_G1_' + kind + '_Generation_TYPE_GarbageCollector_ATTRIBUTE_CollectionTime{@nodes@}[5m]) / 1000';
local splits = 'trino_execution_executor_dedicated_name_ThreadPerDriverTaskExecutor_';
local tasks = 'trino_execution_name_SqlTaskManager_';

d.dashboard('workers', 'workers and memory', 'Who has how much to do, and who runs out. The heap itself is not exported by Trino: see the memory of the containers.', [
  ['Memory of the cluster', [
    d.lines('For queries', 'Of all nodes.', 'bytes', [['reserved', cluster + 'ReservedDistributedBytes{@coordinator@}'], ['revocable', cluster + 'ReservedRevocableDistributedBytes{@coordinator@}'], ['total', cluster + 'TotalDistributedBytes{@coordinator@}']]),
    d.lines('Out of memory', 'Blocked nodes hold up every query; killed queries and tasks are how Trino gets out of it.', 'none', [
      ['blocked nodes', cluster + 'BlockedNodes{@coordinator@}'],
      ['queries killed in 15 min', 'increase(' + manager + 'QueriesKilledDueToOutOfMemory{@coordinator@}[15m])'],
      ['tasks killed in 15 min', 'increase(' + manager + 'TasksKilledDueToOutOfMemory{@coordinator@}[15m])'],
      ['leaked queries', manager + 'NumberOfLeakedQueries{@coordinator@}'],
    ]),
  ]],
  ['Memory of each node', [
    d.lines('Reserved for queries', 'Share of what the node has for queries.', 'percentunit', [['{{pod}}', pool + 'ReservedBytes{@worker@} / ' + pool + 'MaxBytes{@worker@}']]),
    d.lines('Spilled', 'Bytes a second to local disk.', 'Bps', [['{{pod}}', 'rate(trino_spiller_name_SpillerStats_TotalSpilledBytes{@worker@}[5m])']]),
  ]],
  ['Work of each node', [
    d.lines('CPU of the JVM', 'Share of all processors of the node.', 'percentunit', [['{{pod}}', os + 'ProcessCpuLoad{@nodes@}']]),
    d.lines('Running splits', 'Pieces of work; one node far above the others is skew.', 'none', [['{{pod}}', splits + 'TotalRunningSplits{@worker@}']]),
    d.lines('Tasks', 'That each worker keeps in mind.', 'none', [['{{pod}}', tasks + 'TrackedTasksCount{@worker@}']]),
    d.lines('Failed tasks', 'A second.', 'ops', [['{{pod}}', 'rate(' + tasks + 'FailedTasks{@worker@}[5m])']]),
    d.lines('Garbage collection', 'Share of the time that G1 takes: above a tenth the heap is too small.', 'percentunit', [['{{pod}}', gc('Young') + ' + ' + gc('Old')]]),
    d.lines('Open files', 'Of the most that the process may have.', 'percentunit', [['{{pod}}', os + 'OpenFileDescriptorCount{@nodes@} / ' + os + 'MaxFileDescriptorCount{@nodes@}']]),
  ]],
  ['Life of each node', [
    d.lines('Up', 'How long each has been running.', 's', [['{{pod}}', 'time() - io_airlift_node_name_NodeInfo_StartTime{@nodes@} / 1000']]),
    d.lines('Restarts', 'Of the containers within the hour, as kube-state-metrics counts them.', 'none', [['{{pod}}', 'increase(kube_pod_container_status_restarts_total{namespace="@namespace@",pod=~"@cluster@-(coordinator|worker)-.+"}[1h])']]),
  ]],
])

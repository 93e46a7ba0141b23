// Scaling: what is wanted, what is there, and why.
local d = import 'lib.libsonnet';
local q = 'trino_execution_name_QueryManager_';
local nodes = 'trino_metadata_name_DiscoveryNodeManager_';

d.dashboard('scaling', 'scaling', 'How many workers are wanted, how many are there, and what for.', [
  ['Workers', [
    d.lines('Wanted and there', 'Wanted is what the Deployment says, as kube-state-metrics reads it; between the two lie nodes that start.', 'none', [
      ['wanted', 'kube_deployment_spec_replicas{namespace="@namespace@",deployment="@cluster@-worker"}'],
      ['active', nodes + 'ActiveNodeCount{@coordinator@} - 1'],
      ['fewest', 'vector(@min@)'],
      ['most', 'vector(@max@)'],
    ]),
    d.lines('Leaving', 'Draining workers finish their tasks first.', 'none', [
      ['draining', nodes + 'DrainingNodeCount{@coordinator@}'],
      ['drained', nodes + 'DrainedNodeCount{@coordinator@}'],
      ['shutting down', nodes + 'ShuttingDownNodeCount{@coordinator@}'],
    ]),
    d.lines('Came within half an hour', 'Young workers: many of them while their number stays are replacements, as on spot.', 'none', [['young', 'count(time() - io_airlift_node_name_NodeInfo_StartTime{@worker@} / 1000 < 1800) or vector(0)']]),
    d.lines('Workers that a query waits for', 'The most that any query wants before it starts.', 'none', [['required', 'trino_execution_name_ClusterSizeMonitor_RequiredWorkers{@coordinator@}']]),
  ]],
  ['What they are scaled by', [
    d.lines('Queries', 'What runs and what waits.', 'none', [['running', q + 'RunningQueries{@coordinator@}'], ['queued', q + 'QueuedQueries{@coordinator@}']]),
    d.lines('As KEDA sees it', "KEDA's own metrics, where Prometheus reads its operator.", 'none', [['{{metric}}', 'keda_scaler_metrics_value{scaledObject="@cluster@-worker"}'], ['errors in 10 min', 'sum(increase(keda_scaler_detail_errors_total{scaledObject="@cluster@-worker"}[10m]))']]),
    d.lines('CPU of workers', 'Average share of all processors.', 'percentunit', [['cpu', 'avg(JMX_java_lang_TYPE_OperatingSystem_ATTRIBUTE_ProcessCpuLoad{@worker@})']]),
  ]],
])

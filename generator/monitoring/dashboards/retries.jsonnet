// Fault-tolerant execution: tasks that are tried again, and the exchange between them.
local d = import 'lib.libsonnet';
local stats = 'trino_execution_scheduler_name_TaskExecutionStats_';
local count = '_PeakMemoryReservationInBytes_AllTime_Count';
local failed(kind) = 'rate(' + stats + 'FailedTasks_' + kind + count + '{@coordinator@}[5m])';
local allocator = 'trino_execution_scheduler_faulttolerant_name_BinPackingNodeAllocatorService_Stats_';
local storage = 'trino_execution_scheduler_faulttolerant_name_TaskDescriptorStorage_Stats_';
local exchange = 'JMX_trino_plugin_exchange_filesystem_NAME_FileSystemExchangeStats_ATTRIBUTE_';
local operations = ['CreateExchangeSourceHandles', 'ExchangeSinkBlocked', 'ExchangeSinkFinish', 'ExchangeSourceBlocked', 'GetCommittedPartitions'];

d.dashboard('retries', 'fault-tolerant execution', 'Tasks that are tried again, and the exchange that keeps their results.', [
  ['Tasks', [
    d.lines('Ended tasks', 'A second.', 'ops', [['finished', 'rate(' + stats + 'FinishedTasks' + count + '{@coordinator@}[5m])'], ['aborted', 'rate(' + stats + 'AbortedTasks' + count + '{@coordinator@}[5m])']]),
    d.lines('Failed tasks by kind', 'A second. Lost workers are internal errors here; memory is resources, and the next try gets more.', 'ops', [
      ['internal', failed('InternalError')],
      ['external', failed('ExternalError')],
      ['resources', failed('InsufficientResources')],
      ['user', failed('UserError')],
    ], stacked=true),
  ]],
  ['Waiting for nodes', [
    d.lines('Pending', 'Not enough resources: every worker is full. None matching: no worker may take it.', 'none', [
      ['not enough resources', allocator + 'PendingStandardNotEnoughResources{@coordinator@}'],
      ['none matching', allocator + 'PendingStandardNoneMatching{@coordinator@}'],
      ['speculative', allocator + 'PendingSpeculativeNotEnoughResources{@coordinator@}'],
    ]),
    d.lines('Kept for retries', "Descriptions of tasks in the coordinator's memory.", 'bytes', [['reserved', storage + 'UncompressedReservedBytes{@coordinator@}'], ['compressed', storage + 'CompressedReservedBytes{@coordinator@}']]),
  ]],
  ['Exchange', [
    d.lines('Failures', 'Of all nodes within a quarter of an hour, by what was tried.', 'none', [[o, 'sum(increase(' + exchange + o + '_Failed_AllTime_Count{@nodes@}[15m]))'] for o in operations]),
    d.lines('Written', 'Bytes a second of all nodes.', 'Bps', [['files', 'sum(rate(' + exchange + 'FileSizeInBytes_AllTime_Total{@nodes@}[5m]))']]),
    d.lines('Time to finish a sink', 'Nine of ten, the slowest node.', 'ms', [['finish', 'max(' + exchange + 'ExchangeSinkFinish_Finished_FiveMinutes_P90{@nodes@})']]),
    d.lines('Time blocked on the exchange', 'Nine of ten, the slowest node.', 'ms', [['writing', 'max(' + exchange + 'ExchangeSinkBlocked_Finished_FiveMinutes_P90{@nodes@})'], ['reading', 'max(' + exchange + 'ExchangeSourceBlocked_Finished_FiveMinutes_P90{@nodes@})']]),
  ]],
])

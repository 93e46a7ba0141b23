// What the dashboards are made of. A panel is described once, by what it shows; where it lies follows from its row.
// Places such as @coordinator@ are filled in for each cluster when weir builds.
local source = { type: 'prometheus', uid: '${datasource}' };

local target(i, expr, legend) = {
  refId: std.char(65 + i),
  datasource: source,
  editorMode: 'code',
  range: true,
  expr: expr,
  legendFormat: legend,
};

// targets turns {legend: expression} pairs into queries, in their order.
local targets(list) = std.mapWithIndex(function(i, t) target(i, t[1], t[0]), list);

local panel(type, title, description, unit, list) = {
  type: type,
  title: title,
  description: description,
  datasource: source,
  targets: targets(list),
  fieldConfig: {
    defaults: {
      unit: unit,
      color: { mode: if type == 'stat' then 'thresholds' else 'palette-classic' },
      thresholds: { mode: 'absolute', steps: [{ value: null, color: 'green' }] },
    },
    overrides: [],
  },
};

{
  coordinator:: '@coordinator@',
  worker:: '@worker@',

  // A line over time for each query.
  lines(title, description, unit, list, stacked=false):: panel('timeseries', title, description, unit, list) {
    size:: 12,
    fieldConfig+: { defaults+: { min: 0, custom: {
      drawStyle: 'line',
      lineWidth: 1,
      fillOpacity: if stacked then 40 else 10,
      showPoints: 'never',
      spanNulls: false,
      stacking: { mode: if stacked then 'normal' else 'none', group: 'A' },
    } } },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  // One number, red or orange from a value on: steps are [[1, 'red']].
  number(title, description, unit, expr, steps=[]):: panel('stat', title, description, unit, [['', expr]]) {
    size:: 4,
    fieldConfig+: { defaults+: { thresholds+: { steps+: [{ value: s[0], color: s[1] } for s in steps] } } },
    options: {
      graphMode: 'area',
      colorMode: 'value',
      justifyMode: 'auto',
      textMode: 'auto',
      wideLayout: true,
      showPercentChange: false,
      percentChangeColorMode: 'standard',
      orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  },

  // Rows of panels: [['Queries', [lines(…), lines(…)]]].
  dashboard(id, title, description, rows):: {
    local placed = std.foldl(function(at, row)
      local head = { type: 'row', title: row[0], collapsed: false, panels: [], gridPos: { h: 1, w: 24, x: 0, y: at.y }, id: at.id };
      local height = if row[1][0].size == 4 then 4 else 8;
      local perLine = 24 / row[1][0].size;
      local body = std.mapWithIndex(function(i, p) p {
        id: at.id + 1 + i,
        gridPos: { h: height, w: p.size, x: (i % perLine) * p.size, y: at.y + 1 + std.floor(i / perLine) * height },
      }, row[1]);
      {
        y: at.y + 1 + std.ceil(std.length(row[1]) / perLine) * height,
        id: at.id + 1 + std.length(row[1]),
        panels: at.panels + [head] + body,
      }, rows, { y: 0, id: 1, panels: [] }),

    uid: '@uid@-' + id,
    title: 'Trino @cluster@ (@environment@): ' + title,
    description: description,
    tags: ['trino', '@cluster@', '@environment@'],
    timezone: 'browser',
    editable: false,
    graphTooltip: 1,
    refresh: '30s',
    schemaVersion: 39,
    time: { from: 'now-3h', to: 'now' },
    annotations: { list: [] },
    links: [{
      title: 'Trino @cluster@',
      type: 'dashboards',
      icon: 'external link',
      tooltip: '',
      tags: ['trino', '@cluster@', '@environment@'],
      asDropdown: true,
      targetBlank: false,
      includeVars: true,
      keepTime: true,
    }],
    templating: { list: [{
      type: 'datasource',
      name: 'datasource',
      label: 'Prometheus',
      query: 'prometheus',
      hide: 0,
      current: { text: 'default', value: 'default' },
    }] },
    panels: placed.panels,
  },
}

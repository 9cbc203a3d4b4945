const size = { width: 340, height: 220, left: 52, right: 14, top: 40, bottom: 34 };
const perRow = 2;

/** A picture of curves side by side, readable in light and in dark pages. The thin line is what is hoped for. */
export function drawCurves(panels) {
  const width = size.width * perRow;
  const height = size.height * Math.ceil(panels.length / perRow);
  const drawn = panels.map((panel, index) => {
    const x = (index % perRow) * size.width;
    const y = Math.floor(index / perRow) * size.height;
    return `<g transform="translate(${x} ${y})">${drawPanel(panel)}</g>`;
  });
  const summary = panels.map(
    ({ title, points, unit }) =>
      `${title}: ${points.map(([work, value]) => `${work}: ${short(value)} ${unit}`).join(', ')}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="11">
<title>${summary.join('. ')}</title>
<style>
  text { fill: #1c2024 } .quiet { fill: #555c63 } .axis { stroke: #c3c9d0 } .hope { stroke: #8b949e; stroke-dasharray: 4 3 } .curve { stroke: #0960bd } circle { fill: #0960bd }
  @media (prefers-color-scheme: dark) { text { fill: #eceef0 } .quiet { fill: #b2bac2 } .axis { stroke: #4b535c } .curve { stroke: #8ec5ff } circle { fill: #8ec5ff } }
</style>
${drawn.join('\n')}
</svg>
`;
}

function drawPanel({ title, unit, of, scale, points }) {
  const toX = scaleOf(
    scale,
    points.map(([work]) => work),
    size.left,
    size.width - size.right,
  );
  const largest = Math.max(...points.map(([, value]) => value));
  const smallest = scale === 'log' ? Math.min(...points.map(([, value]) => value)) : 0;
  const toY = scaleOf(scale, [smallest, largest * 1.15], size.height - size.bottom, size.top);
  const [lastWork, lastValue] = points.at(-1);
  const hoped = points.map(([work]) => [work, of === 'linear' ? (lastValue / lastWork) * work : lastValue]);
  const pathOf = (list) =>
    list.map(([work, value], index) => `${index ? 'L' : 'M'}${at(toX(work))} ${at(clamp(toY(value)))}`).join('');
  return [
    `<text x="${size.left}" y="18" font-weight="600">${title}</text>`,
    `<text x="${size.left}" y="32" class="quiet">${unit}, hoped for: ${of}</text>`,
    `<path class="axis" fill="none" d="M${size.left} ${size.top}V${size.height - size.bottom}H${size.width - size.right}"/>`,
    `<path class="hope" fill="none" d="${pathOf(hoped)}"/>`,
    `<path class="curve" fill="none" stroke-width="2" d="${pathOf(points)}"/>`,
    ...points.map(([work, value]) => `<circle cx="${at(toX(work))}" cy="${at(toY(value))}" r="3"/>`),
    ...points.map(
      ([work]) =>
        `<text x="${at(toX(work))}" y="${size.height - size.bottom + 14}" text-anchor="middle" class="quiet">${work}</text>`,
    ),
    ...labelled(points, toY).map(
      ([, value]) =>
        `<text x="${size.left - 6}" y="${at(toY(value) + 4)}" text-anchor="end" class="quiet">${short(value)}</text>`,
    ),
  ].join('\n');
}

function scaleOf(kind, domain, start, end) {
  const by = kind === 'log' ? Math.log : (value) => value;
  const low = by(Math.min(...domain));
  const high = by(Math.max(...domain));
  return (value) => start + ((by(value) - low) / (high - low || 1)) * (end - start);
}

// Two that would lie upon each other are one.
function labelled(points, toY) {
  const [first, last] = [points[0], points.at(-1)];
  return Math.abs(toY(first[1]) - toY(last[1])) < 12 ? [last] : [first, last];
}

// What is hoped for may lie below all that was measured.
function clamp(y) {
  return Math.min(size.height - size.bottom, Math.max(size.top, y));
}

function at(value) {
  return Math.round(value * 10) / 10;
}

function short(value) {
  return value >= 100 ? Math.round(value).toString() : value.toFixed(1);
}

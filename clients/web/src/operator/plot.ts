import uPlot from 'uplot';

/** Draws cars over a range of time, Unix seconds, into an element, with a line at each mark. */
export function plot(
  element: HTMLElement,
  [from, to]: readonly [number, number],
  points: readonly (readonly [time: number, cars: number])[],
  marks: readonly number[],
): uPlot {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: color('--ink-soft'), grid: { stroke: color('--line'), width: 1 }, ticks: { stroke: color('--line'), width: 1 } };
  const chart = new uPlot(
    {
      width: Math.max(280, element.clientWidth),
      height: 180,
      cursor: { drag: { x: true, y: false } },
      legend: { show: false },
      scales: { x: { range: [from, to] }, y: { range: (_, __, most) => [0, Math.max(4, most * 1.1)] } },
      axes: [axis, { ...axis, size: 48 }],
      series: [{}, { label: 'Cars', stroke: color('--sign-line'), width: 2, fill: color('--sign-fill'), spanGaps: false }],
      hooks: {
        draw: [
          drawn => {
            const { ctx, bbox } = drawn;
            ctx.save();
            ctx.strokeStyle = color('--almost-bar');
            ctx.setLineDash([4, 4]);
            for (const mark of marks) {
              const x = drawn.valToPos(mark, 'x', true);
              if (x < bbox.left || x > bbox.left + bbox.width) continue;
              ctx.beginPath();
              ctx.moveTo(x, bbox.top);
              ctx.lineTo(x, bbox.top + bbox.height);
              ctx.stroke();
            }
            ctx.restore();
          },
        ],
      },
    },
    [points.map(([time]) => time), points.map(([, cars]) => cars)],
    element,
  );
  return chart;
}

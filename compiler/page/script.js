// Draws the charts of the page from the data beside them, and unfolds everything for print. The page
// says all of it without this script too. Colours are the style's variables, so that a dark screen
// and paper need no new drawing.
"use strict";
(() => {
  const font = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
  const ink = "var(--ink)", muted = "var(--muted)", line = "var(--line)", paper = "var(--paper)";
  const gain = "var(--gain)", loss = "var(--loss)", keep = "var(--keep)", other = "var(--other)";
  const whole = count => count.toLocaleString("en");

  const config = {
    axis: {
      labelColor: ink, titleColor: muted, gridColor: line, domainColor: muted, tickColor: muted,
      labelFont: font, titleFont: font, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal",
    },
    legend: {
      labelColor: ink, labelFont: font, labelFontSize: 12, labelLimit: 260, symbolSize: 90, symbolStrokeWidth: 1.5,
    },
    text: { font, fontSize: 12 },
  };

  // The parts of a mark's encoding that stay as they are, or come from a field.
  const fixed = value => ({ value });
  const field = name => ({ field: name });

  /// The spec of a chart as wide as its place; the height follows from its rows.
  const frame = (width, height, parts) => ({
    width, height, padding: { left: 1, right: 1, top: 4, bottom: 4 }, background: null,
    autosize: { type: "fit-x", contains: "padding" }, config, ...parts,
  });

  const text = (x, y, words, colour, more = {}) => ({ x, y, words, colour, align: "left", weight: "normal", ...more });
  const texts = from => ({
    type: "text", from: { data: from },
    encode: { enter: {
      x: field("x"), y: field("y"), text: field("words"), fill: field("colour"), align: field("align"),
      fontWeight: field("weight"), limit: field("limit"), baseline: fixed("middle"),
    } },
  });

  /// Which way a move goes: up for gain, down for loss.
  const colour_of = (data, from, to) => {
    if (from === to) return keep;
    if (!data.ordered) return other;
    const undetermined = data.categories.length - 1;
    if (data.rising && (from === undetermined || to === undetermined)) return other;
    return (data.rising ? to > from : to < from) ? gain : loss;
  };

  const moves_of = data => {
    const moves = [];
    data.cells.forEach((row, from) => row.forEach((count, to) => {
      if (count > 0) moves.push({ from, to, count, colour: colour_of(data, from, to) });
    }));
    return moves;
  };

  /// From the answers on the left to those on the right, each ribbon as thick as it has people. The
  /// thinnest is still seen.
  const ribbons = (data, moves, width) => {
    const longest = Math.max(...data.categories.map(name => name.length), 9);
    const margin = Math.min(200, 14 + 8.4 * longest, width * 0.36), bar = 10, gap = 12, slot = 38;
    const all = moves.reduce((sum, move) => sum + move.count, 0);
    for (const move of moves) move.thick = Math.max(2, 170 * move.count / all);
    const side = (mine, theirs) => {
      const nodes = [];
      let y = 0;
      data.categories.forEach((name, at) => {
        const here = moves.filter(move => move[mine] === at).sort((a, b) => a[theirs] - b[theirs]);
        if (here.length === 0) return;
        const height = here.reduce((sum, move) => sum + move.thick, 0), room = Math.max(height, slot);
        const node = {
          at, name, height, y: y + (room - height) / 2, count: here.reduce((sum, move) => sum + move.count, 0),
        };
        let inside = node.y;
        for (const move of here) { move[mine + "_y"] = inside; inside += move.thick; }
        y += room + gap;
        nodes.push(node);
      });
      return { nodes, height: y - gap };
    };
    const left = side("from", "to"), right = side("to", "from");
    const height = Math.max(left.height, right.height);
    const left_x = margin, right_x = width - margin - bar;
    const start = left_x + bar, end = right_x, middle = (start + end) / 2;
    const head = 24;
    const values = moves.map(move => {
      const a = move.from_y + head, b = move.to_y + head, t = move.thick;
      return {
        path: `M${start},${a}C${middle},${a},${middle},${b},${end},${b}V${b + t}C${middle},${b + t},${middle},${a + t},${start},${a + t}Z`,
        colour: move.colour, opacity: move.from === move.to ? 0.55 : 0.85,
        hint: `${data.categories[move.from]} to ${data.categories[move.to]}: ${whole(move.count)} ${data.unit}`,
      };
    });
    // What moves lies over what stays.
    values.sort((a, b) => a.opacity - b.opacity);
    const bars = [], words = [];
    const before = new Map(left.nodes.map(node => [node.at, node.count]));
    for (const [nodes, x, align, at] of [[left.nodes, left_x, "right", left_x - 8], [right.nodes, right_x, "left", right_x + bar + 8]]) {
      for (const node of nodes) {
        bars.push({ x, y: node.y + head, width: bar, height: node.height });
        const y = node.y + head + node.height / 2;
        let count = whole(node.count);
        if (nodes === right.nodes) {
          const change = node.count - (before.get(node.at) || 0);
          if (change !== 0) count += change > 0 ? ` (+${whole(change)})` : ` (−${whole(-change)})`;
        }
        words.push(text(at, y - 8, node.name, ink, { align, weight: "bold", limit: margin - 12 }));
        words.push(text(at, y + 8, count, ink, { align, limit: margin - 12 }));
      }
    }
    words.push(text(0, 8, data.before, muted, { limit: width / 2 - 8 }));
    words.push(text(width, 8, data.after, muted, { align: "right", limit: width / 2 - 8 }));
    return frame(width, height + head, {
      data: [{ name: "ribbons", values }, { name: "bars", values: bars }, { name: "words", values: words }],
      marks: [
        { type: "path", from: { data: "ribbons" }, encode: { enter: {
          path: field("path"), fill: field("colour"), fillOpacity: field("opacity"), tooltip: field("hint") } } },
        { type: "rect", from: { data: "bars" }, encode: { enter: {
          x: field("x"), y: field("y"), width: field("width"), height: field("height"), fill: fixed(ink) } } },
        texts("words"),
      ],
    });
  };

  /// Rows of bars to the right and to the left of nothing; their labels stand before them, or above
  /// them where there is little room.
  const bars = (rows, width, legend) => {
    const beside = width >= 560;
    const column = beside ? Math.min(width * 0.42, 16 + 7.4 * Math.max(...rows.map(row => row.label.length))) : 0;
    const step = beside ? 26 : 42, top = beside ? 5 : 19, thick = 14;
    const most = Math.max(...rows.map(row => row.more)), least = Math.max(...rows.map(row => row.fewer));
    const values = [], words = [], zeros = [];
    const room = 70;  // for the numbers at the ends
    const span = width - column - (most > 0 ? room : 0) - (least > 0 ? room : 0);
    const scale = span / (most + least || 1);
    const zero = column + (least > 0 ? room : 0) + least * scale;
    rows.forEach((row, at) => {
      const y = at * step + top;
      words.push(text(0, beside ? y + thick / 2 : y - 10, row.label, ink, { limit: beside ? column - 12 : width }));
      zeros.push({ y: y - 3, end: y + thick + 3 });
      for (const [count, way, colour] of [[row.more, 1, row.colour || gain], [row.fewer, -1, loss]]) {
        if (count === 0) continue;
        const length = Math.max(2, count * scale);
        values.push({ x: way > 0 ? zero : zero - length, width: length, y, colour, hint: `${row.label}: ${whole(count)}` });
        words.push(text(zero + way * (length + 6), y + thick / 2, (row.plain ? "" : way > 0 ? "+" : "−") + whole(count), ink,
          { align: way > 0 ? "left" : "right", weight: "bold" }));
      }
    });
    return frame(width, rows.length * step, {
      data: [{ name: "values", values }, { name: "words", values: words }, { name: "zeros", values: zeros }],
      scales: legend ? [{ name: "way", type: "ordinal", domain: legend, range: [loss, gain] }] : [],
      legends: legend ? [{ fill: "way", orient: "top", direction: "horizontal", symbolType: "square" }] : [],
      marks: [
        { type: "rect", from: { data: "values" }, encode: { enter: {
          x: field("x"), y: field("y"), width: field("width"), height: fixed(thick), fill: field("colour"), tooltip: field("hint") } } },
        { type: "rule", from: { data: "zeros" }, encode: { enter: { x: fixed(zero), y: field("y"), y2: field("end"), stroke: fixed(ink) } } },
        texts("words"),
      ],
    });
  };

  const flows = (data, width) => {
    const moves = moves_of(data);
    const changed = moves.filter(move => move.from !== move.to).sort((a, b) => b.count - a.count).slice(0, 40);
    const made = [];
    const nodes = new Set(moves.flatMap(move => [`from ${move.from}`, `to ${move.to}`]));
    if (nodes.size <= 24) made.push(ribbons(data, moves, width));
    if (changed.length > 0) {
      made.push(bars(changed.map(move => ({
        label: `${data.categories[move.from]} → ${data.categories[move.to]}`, more: move.count, fewer: 0, colour: move.colour, plain: true,
      })), width));
    }
    return made;
  };

  const gains = (data, width) => [bars(data.rows, width, [data.fewer, data.more])];

  /// The least, the median and the greatest movement of each row, around nothing.
  const ranges = (data, width) => {
    const step = 46, signed = value => (value > 0 ? "+" : value < 0 ? "−" : "") + Math.abs(value).toLocaleString("en", { maximumFractionDigits: 2 });
    const rows = data.rows.map((row, at) => ({
      ...row, label_y: at * step + 9, y: at * step + 28, zero_y: at * step + 19, zero_end: at * step + 37,
      words: `${row.label}: ${signed(row.least)} to ${signed(row.greatest)}, median ${signed(row.median)}`,
    }));
    const height = rows.length * step;
    return [frame(width, height, {
      data: [{ name: "rows", values: rows }],
      scales: [{
        name: "x", type: "linear", range: "width", nice: true, zero: true,
        domain: { fields: [{ data: "rows", field: "least" }, { data: "rows", field: "greatest" }] },
      }],
      axes: [{
        scale: "x", orient: "bottom", tickCount: Math.max(3, Math.floor(width / 90)), labelFlush: true,
        title: `${data.unit ? data.unit + " " : ""}${data.less} (−) or ${data.more} (+)`,
      }],
      marks: [
        { type: "rule", from: { data: "rows" }, encode: { enter: {
          x: { scale: "x", value: 0 }, y: field("zero_y"), y2: field("zero_end"), stroke: fixed(ink) } } },
        { type: "rule", from: { data: "rows" }, encode: { enter: {
          x: { scale: "x", field: "least" }, x2: { scale: "x", field: "greatest" }, y: field("y"),
          stroke: fixed(gain), strokeWidth: fixed(6), strokeCap: fixed("round"), strokeOpacity: fixed(0.55) } } },
        { type: "symbol", from: { data: "rows" }, encode: { enter: {
          x: { scale: "x", field: "median" }, y: field("y"), size: fixed(130), fill: fixed(gain), stroke: fixed(paper),
          strokeWidth: fixed(1.5), tooltip: field("words") } } },
        { type: "text", from: { data: "rows" }, encode: { enter: {
          x: fixed(0), y: field("label_y"), text: field("words"), fill: fixed(ink), baseline: fixed("middle"), limit: fixed(width) } } },
      ],
    })];
  };

  /// Each State's share by base and drafts, on one line a State.
  const dots = (data, width) => {
    const names = [data.base, ...data.drafts], step = 24;
    const values = [], spans = [];
    for (const row of data.rows) {
      const known = row.shares.filter(share => share !== null);
      if (known.length > 1) spans.push({ state: row.state, least: Math.min(...known), most: Math.max(...known) });
      row.shares.forEach((share, at) => {
        if (share !== null) {
          values.push({ state: row.state, share, by: names[at], hint: `${row.state}, ${names[at]}: ${share.toFixed(4)} %` });
        }
      });
    }
    const shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left"];
    const fills = [gain, loss, other, ink];
    return [frame(width, data.rows.length * step, {
      data: [{ name: "values", values }, { name: "spans", values: spans }],
      scales: [
        { name: "y", type: "band", range: "height", domain: data.rows.map(row => row.state) },
        { name: "x", type: "linear", range: "width", nice: true, zero: true, domain: { data: "values", field: "share" } },
        { name: "fill", type: "ordinal", domain: names, range: [paper, ...data.drafts.map((_, at) => fills[at % fills.length])] },
        { name: "stroke", type: "ordinal", domain: names, range: [ink, ...data.drafts.map((_, at) => fills[at % fills.length])] },
        { name: "shape", type: "ordinal", domain: names, range: ["circle", ...data.drafts.map((_, at) => shapes[(at + 1) % shapes.length])] },
      ],
      axes: [
        { scale: "y", orient: "left", domain: false, ticks: false, labelPadding: 8, labelLimit: Math.max(90, width * 0.25) },
        { scale: "x", orient: "bottom", grid: true, title: "per cent of all", tickCount: Math.max(3, Math.floor(width / 110)), labelFlush: true },
      ],
      legends: [{ fill: "fill", stroke: "stroke", shape: "shape", orient: "top", columns: Math.max(1, Math.floor(width / 170)) }],
      marks: [
        { type: "rule", from: { data: "spans" }, encode: { enter: {
          x: { scale: "x", field: "least" }, x2: { scale: "x", field: "most" }, y: { scale: "y", field: "state", band: 0.5 },
          stroke: fixed(keep), strokeWidth: fixed(3) } } },
        { type: "symbol", from: { data: "values" }, encode: { enter: {
          x: { scale: "x", field: "share" }, y: { scale: "y", field: "state", band: 0.5 }, size: fixed(80),
          fill: { scale: "fill", field: "by" }, stroke: { scale: "stroke", field: "by" }, shape: { scale: "shape", field: "by" },
          strokeWidth: fixed(1.5), tooltip: field("hint") } } },
      ],
    })];
  };

  const kinds = { flows, gains, ranges, dots };
  const figures = [...document.querySelectorAll("figure > .data")].map(element => ({
    element, place: element.previousElementSibling, views: [], width: 0,
  }));

  const draw = figure => {
    const { element, place } = figure;
    place.hidden = false;
    const width = Math.floor(place.getBoundingClientRect().width);
    if (width === 0 || width === figure.width) return;
    figure.width = width;
    for (const view of figure.views) view.finalize();
    place.replaceChildren();
    try {
      const data = JSON.parse(element.textContent);
      figure.views = kinds[data.kind](data, width).map(spec => {
        const box = place.appendChild(document.createElement("div"));
        const view = new vega.View(vega.parse(spec, null, { ast: true }), { renderer: "svg", hover: false, expr: vega.expressionInterpreter });
        return view.initialize(box).run();
      });
      place.dataset.drawn = figure.views.length;
    } catch (problem) {
      // Without the drawing, its table is what is to be read.
      place.hidden = true;
      place.parentElement.querySelector("details").open = true;
      console.error(problem);
    }
  };

  // One at a time, so that a long page can be read meanwhile.
  let waiting = [];
  const draw_next = () => {
    const next = waiting.shift();
    if (!next) return;
    draw(next);
    setTimeout(draw_next);
  };
  const draw_all = () => { waiting = [...figures]; draw_next(); };
  let timer;
  addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(draw_all, 150); });
  draw_all();

  let unfolded = [];
  addEventListener("beforeprint", () => {
    while (waiting.length > 0) draw(waiting.shift());
    unfolded = [...document.querySelectorAll("details:not([open]):not(.rest)")];
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of unfolded) details.open = false; });
})();

'use strict';

/** Rows of a simple CSV (no quotes) as objects. */
function parse(text) {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',').map((name) => name.trim());
  return lines.filter(Boolean).map((line) => {
    const cells = line.split(',').map((cell) => cell.trim());
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

module.exports = { parse };

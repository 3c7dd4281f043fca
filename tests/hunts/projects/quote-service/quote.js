'use strict';

const prices = require('./prices');

const offer = { page: prices.page, each: 0, once: 0 };

class BadQuery extends Error {}

function whole(text, name) {
  if (!/^[1-9]\d{0,5}$/.test(text ?? '')) throw new BadQuery(`${name} must be a whole number`);
  return Number(text);
}

/** `query`: {pages, copies, extras}, as texts. Throws BadQuery. */
function quote(query) {
  const pages = whole(query.pages, 'pages');
  const copies = whole(query.copies, 'copies');
  const names = (query.extras ?? '').split(',').filter(Boolean);
  for (const name of names) {
    const extra = prices.extras[name];
    if (!extra) throw new BadQuery(`no extra called ${name}`);
    offer.page += extra.page ?? 0;
    offer.each += extra.each ?? 0;
    offer.once += extra.once ?? 0;
  }
  const printed = pages * copies;
  const printing = Math.round(printed * offer.page * (printed >= 1000 ? 0.9 : 1));
  const lines = [{ what: 'printing', cents: printing }];
  if (offer.each) lines.push({ what: 'each copy', cents: offer.each * copies });
  if (offer.once) lines.push({ what: 'once', cents: offer.once });
  return { lines, cents: lines.reduce((sum, line) => sum + line.cents, 0) };
}

module.exports = { quote, BadQuery };

'use strict';

const fs = require('node:fs');
const { bottles } = require('./bottles');

const DELIVERY = 600;
const FREE_FROM = 12;

/** Cents for an order. */
function toPay(order) {
  const lines = order.wines.map((wine) => ({ ...wine, count: bottles(wine.bottles) }));
  const count = lines.reduce((sum, line) => sum + line.count, 0);
  const wine = lines.reduce((sum, line) => sum + line.count * line.cents, 0);
  if (count == 0) return 0;
  return wine + (count >= FREE_FROM ? 0 : DELIVERY);
}

if (require.main === module) {
  for (const order of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
    console.log(`${order.customer}: ${(toPay(order) / 100).toFixed(2)}`);
  }
}

module.exports = { toPay };

'use strict';

const store = require('./store');
const { gather } = require('./gather');
const { words } = require('./words');

async function report(folder, file) {
  await store.write(file, words(await gather(folder)));
}

if (require.main === module) report(process.argv[2], process.argv[3]);

module.exports = { report };

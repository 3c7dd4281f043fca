'use strict';

module.exports = {
  page: 4,
  extras: {
    binding: { each: 150 },
    colour: { page: 6 },
    express: { once: 2500 },
  },
};

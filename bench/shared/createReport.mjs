/**
 * Prints what a bench measured, a line a case: text for people, with `--json` a JSON row.
 *
 * `ratio` is against what the bench names; `note` is for people only.
 */
export function createReport(bench) {
  const isJson = process.argv.includes('--json');
  return ({ name, value, unit, ratio, of = '', digits = 2, note = '' }) => {
    const row = {
      bench,
      case: name,
      value: round(value, digits),
      unit,
      ratio: ratio === undefined ? null : round(ratio, 2),
    };
    if (isJson) return console.log(JSON.stringify(row));
    const measured = `${row.value.toFixed(digits).padStart(10)} ${unit.padEnd(3)}`;
    const compared = row.ratio === null ? '' : `${row.ratio.toFixed(2).padStart(8)} × ${of}`;
    console.log(`${name.padEnd(52)}${measured}${compared.padEnd(46)}${note}`.trimEnd());
  };
}

function round(number, digits) {
  return Number(number.toFixed(digits));
}

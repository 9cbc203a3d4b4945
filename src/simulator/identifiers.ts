/** A request id as IMM writes it: a UUID in capitals. */
export function newRequestId(random: () => number): string {
  const groups = [8, 4, 4, 4, 12].map((length) => hex(length, random));
  return groups.join('-').toUpperCase();
}

/** An event id, such as `2F6-1Bz99Xi93EnRpNEyLudILJm`. */
export function newEventId(random: () => number): string {
  return `${hex(3, random).toUpperCase()}-${letters(26, random)}`;
}

/** A task id, such as `MediaConvert-adb1ee28-c4c9-42a7-9f54-3b8eadcb0000`. */
export function newTaskId(taskType: string, random: () => number): string {
  return `${taskType}-${newRequestId(random).toLowerCase()}`;
}

function hex(length: number, random: () => number): string {
  return pick('0123456789abcdef', length, random);
}

function letters(length: number, random: () => number): string {
  return pick('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789', length, random);
}

function pick(alphabet: string, length: number, random: () => number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

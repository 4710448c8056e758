/** What Windows keeps for its devices, with any ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Where a file lies in an export: below its id, which nobody else has, by a name that every system can unpack. A name
 * that leads elsewhere leads nowhere.
 */
export function filePath(id: string, name: string): string {
  const plain = name
    .normalize("NFC")
    // Separators of paths, what Windows forbids, and what cannot be seen or turns the reading round.
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, "_")
    .replace(/^\.+/, "_")
    .replace(/[. ]+$/, "_");
  const short = shortened(devices.test(plain) ? `_${plain}` : plain);
  return `files/${id}/${short === "" ? "file" : short}`;
}

/** File systems take 255 bytes. The ending stays. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= 60) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? "";
  return characters.slice(0, 60 - [...ending].length).join("") + ending;
}

/**
 * The start of the n-th monthly period, counted from the first anchor and clamped to the month's length: the periods of
 * 31 January start on 28 February and then on 31 March again. Never chained, so no month is lost to a short one before it.
 * @param timeZone the zone whose wall clock the anchor's day and time are read on.
 */
export function periodStart(anchor: Date, n: number, timeZone: string): Date {
  const wall = wallClock(anchor, timeZone);
  const month = wall.month - 1 + n;
  const lastDay = new Date(Date.UTC(wall.year, month + 1, 0)).getUTCDate();
  return fromWallClock(Date.UTC(wall.year, month, Math.min(wall.day, lastDay)) + wall.timeMs, timeZone);
}

/** The number of the period that `at` falls in; negative before the anchor. */
export function periodIndex(anchor: Date, at: Date, timeZone: string): number {
  const [from, to] = [wallClock(anchor, timeZone), wallClock(at, timeZone)];
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return periodStart(anchor, months, timeZone) <= at ? months : months - 1;
}

type WallClock = { year: number; month: number; day: number; timeMs: number };

function wallClock(at: Date, timeZone: string): WallClock {
  const local = new Date(at.getTime() + offsetMs(at, timeZone));
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  return { year, month, day, timeMs: local.getTime() - Date.UTC(year, month - 1, day) };
}

/** The instant at which a zone's clock shows this time. A time that the clock skips becomes the one an hour later. */
function fromWallClock(localMs: number, timeZone: string): Date {
  const guess = localMs - offsetMs(new Date(localMs), timeZone);
  return new Date(localMs - offsetMs(new Date(guess), timeZone));
}

function offsetMs(at: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, 0);
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

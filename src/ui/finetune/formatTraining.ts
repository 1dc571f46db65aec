/** A share as people read accuracy: 97.5 %. */
export function formatAccuracy(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A loss with the digits that still mean something. */
export function formatLoss(loss: number): string {
  return loss >= 10 ? loss.toFixed(1) : loss >= 1 ? loss.toFixed(2) : loss.toFixed(3);
}

/** A time to wait: 8 s, 2 min 5 s, 1 h 20 min. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return whole % 60 > 0 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  return `${whole} s`;
}

/** A count with thin spaces between thousands: 12 000. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

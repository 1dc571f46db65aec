let requested = false;

/** Asks the next problem shown in full to take the focus: the user came by "Next problem", not from the list. */
export function requestFocus(): void {
  requested = true;
}

/** True once after a request. */
export function takeFocusRequest(): boolean {
  const was = requested;
  requested = false;
  return was;
}

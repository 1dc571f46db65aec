/**
 * What the studio and its documentation may load: themselves and nothing else. Styles may be inline because Radix and
 * the chart library write style elements at run time; a style can neither run code nor, here, reach another host.
 * The build writes it into the page, and whoever serves the page sends it as a header, which workers obey too.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self' blob: data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

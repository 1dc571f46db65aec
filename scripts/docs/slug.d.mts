/** The anchor of a heading, as GitHub makes it. */
export function slug(heading: string): string;

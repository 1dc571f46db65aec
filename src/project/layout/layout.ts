/** A place in the drawing, in CSS pixels at zoom 1; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a box or a frame lies; x and y are its top left corner, in the drawing, not in its frame. */
export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** A node of a size known before layout. */
export interface LayoutBox {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The frame around it; null for none. */
  readonly frame: string | null;
}

/** A frame around boxes and other frames; its size follows from them. */
interface LayoutFrame {
  readonly id: string;
  readonly frame: string | null;
}

/** A connection from the bottom of one box to the top of another. */
interface LayoutLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** What is to be laid out, top to bottom. Boxes in the order in which they should read. */
export interface LayoutRequest {
  readonly boxes: readonly LayoutBox[];
  readonly frames: readonly LayoutFrame[];
  readonly links: readonly LayoutLink[];
}

/** Places of all boxes and frames, and the way of every link, by id. */
export interface GraphLayout {
  readonly rects: Readonly<Record<string, Rect>>;
  /** From the source's bottom to the target's top, horizontal and vertical pieces. */
  readonly paths: Readonly<Record<string, readonly Point[]>>;
  readonly width: number;
  readonly height: number;
}

/** Between two boxes that follow one another: room for the label of the link. */
export const LINK_LENGTH = 48;
/** Between two boxes side by side. */
export const SIDE_GAP = 64;
/** Inside a frame: above (its title), at the sides and below. */
export const FRAME_TOP = 52;
export const FRAME_SIDE = 20;
export const FRAME_BOTTOM = 20;

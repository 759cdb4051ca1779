// How several pictures are laid out together. The layouts are data; sources differ about them (`rules.collageLayout`).

import type { Size } from "./frame";
import { rules } from "./rules";

export type Shape = "landscape" | "square" | "portrait";

/** Where a picture stands, in cells of the layout's grid, counted from 0. */
export interface Tile {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

export interface Layout {
  readonly columns: number;
  readonly rows: number;
  /** width : height of the whole */
  readonly aspect: number;
  readonly tiles: readonly Tile[];
}

export interface Collage {
  readonly layout: Layout;
  /** pictures behind the last tile, not shown themselves */
  readonly more: number;
}

const tile = (column: number, row: number, columns: number, rows: number): Tile => ({ column, row, columns, rows });

/** `count` tiles in one row (or column), each of the same size. */
const inARow = (count: number, row: number, columns: number, rows: number): Tile[] =>
  Array.from({ length: count }, (_, index) => tile(index * columns, row, columns, rows));
const inAColumn = (count: number, column: number, columns: number, rows: number): Tile[] =>
  Array.from({ length: count }, (_, index) => tile(column, index * rows, columns, rows));

const sideBySide = (aspect: number): Layout => ({ columns: 2, rows: 1, aspect, tiles: inARow(2, 0, 1, 1) });
const twoOverThree: Layout = {
  columns: 6,
  rows: 5,
  aspect: 6 / 5,
  tiles: [...inARow(2, 0, 3, 3), ...inARow(3, 3, 2, 2)],
};
const twoBesideThree: Layout = {
  columns: 5,
  rows: 6,
  aspect: 1,
  tiles: [...inAColumn(2, 0, 3, 3), ...inAColumn(3, 3, 2, 2)],
};
const oneBesideTwo = (aspect: number): Layout => ({
  columns: 3,
  rows: 2,
  aspect,
  tiles: [tile(0, 0, 2, 2), ...inAColumn(2, 2, 1, 1)],
});
const oneBesideThree: Layout = { columns: 3, rows: 3, aspect: 1, tiles: [tile(0, 0, 2, 3), ...inAColumn(3, 2, 1, 1)] };

/** By the shape of the first picture, then by how many tiles show. */
const layouts: Record<Shape, Record<2 | 3 | 4 | 5, Layout>> = {
  landscape: {
    2: { columns: 1, rows: 2, aspect: 1, tiles: inAColumn(2, 0, 1, 1) },
    3: { columns: 2, rows: 3, aspect: 4 / 3.5, tiles: [tile(0, 0, 2, 2), ...inARow(2, 2, 1, 1)] },
    4: { columns: 3, rows: 3, aspect: 4 / 3.5, tiles: [tile(0, 0, 3, 2), ...inARow(3, 2, 1, 1)] },
    5: twoOverThree,
  },
  square: {
    2: sideBySide(2),
    3: oneBesideTwo(3 / 2),
    4: { columns: 2, rows: 2, aspect: 1, tiles: [...inARow(2, 0, 1, 1), ...inARow(2, 1, 1, 1)] },
    5: twoOverThree,
  },
  portrait: {
    2: sideBySide(8 / 5),
    3: oneBesideTwo(1),
    4: oneBesideThree,
    5: twoBesideThree,
  },
};

/** A picture is square while its sides differ by less than a twentieth. */
export function shapeOf({ width, height }: Size): Shape {
  const ratio = width / height;
  if (ratio > 1.05) return "landscape";
  return ratio < 1 / 1.05 ? "portrait" : "square";
}

/** The collage of two or more pictures, the first of which has this size (square where it is unknown). */
export function collageOf(count: number, first: Size | null): Collage {
  const most = rules.collageTiles.value;
  const shown = Math.min(Math.max(count, 2), most) as 2 | 3 | 4 | 5;
  return { layout: layouts[first ? shapeOf(first) : "square"][shown], more: Math.max(0, count - most) };
}

/** Width : height of one tile, gaps neglected. */
export function tileAspect({ aspect, columns, rows }: Layout, { columns: wide, rows: high }: Tile): number {
  return aspect * (wide / columns) * (rows / high);
}

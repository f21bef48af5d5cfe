/** Which square of a picture is shown: how far in, and where, each from 0 (left, top) to 1 (right, bottom). */
export interface Crop {
  /** 1: the largest square that there is; 4: a quarter of its side. */
  zoom: number;
  x: number;
  y: number;
}

/** The middle, as large as it can be. */
export const WHOLE: Crop = { zoom: 1, x: 0.5, y: 0.5 };

interface Size {
  width: number;
  height: number;
}

/** The square in the picture's own pixels. */
export function squareOf(
  { width, height }: Size,
  { zoom, x, y }: Crop,
): { left: number; top: number; side: number } {
  const side = Math.min(width, height) / zoom;
  return { left: (width - side) * x, top: (height - side) * y, side };
}

/** The same crop after the picture was pulled by so many pixels of a square that is shown with this side. */
export function pulled(size: Size, crop: Crop, by: { x: number; y: number; shown: number }): Crop {
  const { side } = squareOf(size, crop);
  const move = (at: number, length: number, pixels: number): number => {
    const room = length - side;
    return room <= 0 ? at : Math.min(1, Math.max(0, at - (pixels * side) / by.shown / room));
  };
  return { ...crop, x: move(crop.x, size.width, by.x), y: move(crop.y, size.height, by.y) };
}

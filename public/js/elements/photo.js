/** A photo as the walls show it: square, small enough to be sent and kept. */

/** The side of a photo (pixels): a winner's face on a 4K wall. */
const SIDE = 480;
const QUALITY = 0.85;
/** The largest file that the server takes (bytes). */
export const LARGEST = 240_000;

/** The middle of the picture in `file` as a JPEG; undefined if it is none that this browser can read. */
export async function smallPhoto(file) {
  try {
    const picture = await createImageBitmap(file);
    const side = Math.min(picture.width, picture.height);
    const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
    // Faces are rather in the upper part of an upright picture.
    canvas.getContext('2d').drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 4, side, side, 0, 0, SIDE, SIDE);
    return await new Promise((done) => { canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', QUALITY); });
  } catch {
    return undefined;
  }
}

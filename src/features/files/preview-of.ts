/** In pixels: twice of what it covers on the page. */
const width = 128;

/** A small copy of a picture as the browser itself draws it, as an address; null where it cannot. */
export async function previewOf(file: File): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: width, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return canvas.toDataURL("image/png");
  } catch {
    // No picture, or a kind that this browser does not know: whether it is taken says the server.
    return null;
  }
}

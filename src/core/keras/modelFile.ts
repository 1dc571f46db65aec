/** One file as the caller has it. `name` appears in errors, and tells the weight files of a model.json apart. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

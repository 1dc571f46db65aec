/** The text of the generated module that holds the files of src/core/scale/folder. */
export function moduleOfTrainingFolder(): string;

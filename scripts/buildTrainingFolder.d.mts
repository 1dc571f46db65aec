/** The text of the generated module that holds the files of src/core/trainingFolder/folder. */
export function moduleOfTrainingFolder(): string;

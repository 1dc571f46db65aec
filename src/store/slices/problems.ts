/** How the list of problems is shown. */
export interface ProblemsSlice {
  /** Layer whose fix is shown as a preview, with the fix's id. */
  readonly preview: { readonly layer: string; readonly fix: string } | null;
}

export const problemsSlice: ProblemsSlice = { preview: null };

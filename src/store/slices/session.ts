/** Whether the work is safe in this browser. */
export interface SessionSlice {
  readonly session:
    | { readonly status: 'none' }
    | { readonly status: 'restoring' }
    | { readonly status: 'saving' }
    | { readonly status: 'saved'; readonly at: number }
    | { readonly status: 'failed'; readonly reason: string };
}

export const sessionSlice: SessionSlice = { session: { status: 'none' } };

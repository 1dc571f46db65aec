/** Fine-tuning of the quantized model. */
export interface FinetuneSlice {
  /** Accuracy of the fine-tuned model, 0..1; null before the first evaluation. */
  readonly accuracy: number | null;
}

export const finetuneSlice: FinetuneSlice = { accuracy: null };

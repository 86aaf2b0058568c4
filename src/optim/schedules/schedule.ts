/**
 * Learning rates by steps, or by epochs: whatever is counted. For use by `fit({ schedule })`, or by hand:
 *
 *     optimizer.learningRate = schedule.rateAt(t, 0.1);
 */
export interface Schedule {
  /**
   * The learning rate at a step, counted from 0, of parameters whose own rate is `base`; default 1, which gives a factor where no
   * other rate is an option. The same step gives the same rate, whatever was asked before.
   */
  rateAt(step: number, base?: number): number;
}

namespace LiveParking.Bench.Frames;

/// <summary>The measurement plan.</summary>
/// <param name="Viewers">Numbers of viewers, one after the other.</param>
/// <param name="Sizes">Bytes a frame, one after the other.</param>
/// <param name="Rate">Frames a second.</param>
/// <param name="Seconds">Seconds measured of each cell.</param>
/// <param name="Settle">Seconds for which each server works before anything is measured.</param>
/// <param name="Warmup">Seconds before each measurement.</param>
/// <param name="Repeat">Number of repetitions of the whole measurement; the middle one counts.</param>
/// <param name="SketchViewers">How many viewers the sketch gets.</param>
/// <param name="Peers">The rows, by their names.</param>
internal sealed record Plan(
    IReadOnlyList<int> Viewers, IReadOnlyList<int> Sizes, double Rate, int Seconds, int Settle, int Warmup, int Repeat, int SketchViewers, IReadOnlyList<string> Peers);

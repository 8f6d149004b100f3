namespace LiveParking.Bench.Measuring.Processes;

/// <summary>A process of a run ended before its time.</summary>
public sealed class ChildFailedException(string message) : Exception(message);

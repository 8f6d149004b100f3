namespace LiveParking.Latency.Processes;

/// <summary>A process of a run ended before its time.</summary>
internal sealed class ChildFailedException(string message) : Exception(message);

using System.Runtime.Versioning;

// The tests run where the system runs.
[assembly: SupportedOSPlatform("linux")]

// The tests wait, for timeouts, tokens that end and watches that pause.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

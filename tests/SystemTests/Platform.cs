using System.Runtime.Versioning;

// The tests run where the system runs.
[assembly: SupportedOSPlatform("linux")]

// The tests wait for processes and for what takes its time: on two cores they took 419 s two at a time, and 306 s like this.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

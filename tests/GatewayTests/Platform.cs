using System.Runtime.Versioning;

// The tests run where the system runs.
[assembly: SupportedOSPlatform("linux")]

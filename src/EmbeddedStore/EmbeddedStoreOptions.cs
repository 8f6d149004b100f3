namespace LiveParking.EmbeddedStore;

/// <summary>Settings of the embedded store. <see cref="Validate"/> reports all errors together.</summary>
public sealed class EmbeddedStoreOptions
{
    /// <summary>The data folder of the program (<c>--data</c>); created when it is missing. The store uses its subfolder <c>store</c>.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// A TCP port on 127.0.0.1, 1 to 65535, which every user of the machine can reach, with the password; 0 opens only a socket in the data folder.
    /// </summary>
    public int Port { get; set; }

    /// <summary>The password that clients must send; random when null or empty. At most 256 ASCII characters without spaces and commas.</summary>
    public string? Password { get; set; }

    /// <summary>Maximum state in memory, in MiB, 8 to 65536. The rest is read from disk.</summary>
    public int MemoryMegabytes { get; set; } = 64;

    /// <summary>
    /// When the write log is longer than this, in MiB, 8 to 65536, a checkpoint is taken and the log truncated. On disk it may be longer by the
    /// writes during a checkpoint and by up to two segments of 16 MiB.
    /// </summary>
    public int LogLimitMegabytes { get; set; } = 64;

    /// <summary>How often the length of the log is checked; 100 ms to 1 minute.</summary>
    public TimeSpan LogCheckInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time after which a checkpoint is taken even with a short log, so that the next start is quick; 1 second to 1 day.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="EmbeddedStoreException">The message lists every error.</exception>
    public void Validate()
    {
        if (Faults() is { Count: > 0 } faults)
            throw new EmbeddedStoreException($"The settings of the embedded store are wrong: {string.Join("; ", faults)}.");
    }

    /// <summary>The values out of range, each without a full stop.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(DataFolder))
            faults.Add("the data folder is empty");
        if (Port is < 0 or > 65535)
            faults.Add($"the port {Port} is not between 0 and 65535");
        if (Password is { Length: > 256 } || (Password?.Any(c => c is <= ' ' or > '~' or ',') ?? false))
            faults.Add("the password has more than 256 characters or one that is not allowed");
        if (MemoryMegabytes is < 8 or > 65536)
            faults.Add($"the memory of {MemoryMegabytes} MiB is not between 8 and 65536");
        if (LogLimitMegabytes is < 8 or > 65536)
            faults.Add($"the log limit of {LogLimitMegabytes} MiB is not between 8 and 65536");
        if (LogCheckInterval < TimeSpan.FromMilliseconds(100) || LogCheckInterval > TimeSpan.FromMinutes(1))
            faults.Add($"the log check interval {LogCheckInterval} is not between 100 ms and 1 minute");
        if (CheckpointInterval < TimeSpan.FromSeconds(1) || CheckpointInterval > TimeSpan.FromDays(1))
            faults.Add($"the checkpoint interval {CheckpointInterval} is not between 1 second and 1 day");
        return faults;
    }
}

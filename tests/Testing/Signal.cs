namespace LiveParking.Testing;

/// <summary>Signals of POSIX, with their numbers on Linux.</summary>
public enum Signal
{
    /// <summary>The signal of Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>Ends a process at once; it can't be caught.</summary>
    Kill = 9,

    /// <summary>The signal of a service manager.</summary>
    Terminate = 15,

    /// <summary>Lets a stopped process continue.</summary>
    Continue = 18,

    /// <summary>Makes a process hang.</summary>
    Stop = 19,
}

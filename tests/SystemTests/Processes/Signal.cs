namespace LiveParking.SystemTests.Processes;

/// <summary>Signals of POSIX, with their numbers on Linux.</summary>
internal enum Signal
{
    /// <summary>What Ctrl-C sends.</summary>
    Interrupt = 2,

    /// <summary>Ends a process at once; it can't be caught.</summary>
    Kill = 9,

    /// <summary>What a service manager sends.</summary>
    Terminate = 15,

    /// <summary>Lets a stopped process go on.</summary>
    Continue = 18,

    /// <summary>Makes a process hang.</summary>
    Stop = 19,
}

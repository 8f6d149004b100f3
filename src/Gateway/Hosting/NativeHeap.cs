using System.Runtime.InteropServices;

namespace LiveParking.Gateway.Hosting;

/// <summary>The memory that native libraries, such as OpenCV, have from the C library.</summary>
internal static class NativeHeap
{
    /// <summary>Gives what is free there back to the machine; nothing where the C library can't.</summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library other than glibc.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim", ExactSpelling = true)]
    private static extern int MallocTrim(nint pad);
}

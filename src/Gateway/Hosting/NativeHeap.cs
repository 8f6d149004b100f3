using System.Runtime.InteropServices;

namespace LiveParking.Gateway.Hosting;

/// <summary>The C library's heap, used by native libraries such as OpenCV.</summary>
internal static class NativeHeap
{
    /// <summary>Returns free heap memory to the operating system; does nothing where the C library does not support it.</summary>
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

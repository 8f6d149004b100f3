using System.Globalization;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture;

/// <summary>Initialises the native library once for each process, before its first use.</summary>
internal static partial class OpenCvLibrary
{
    private static readonly Lazy<Exception?> Fault = new(Prepare);

    /// <summary>Ensures that OpenCV is loaded.</summary>
    /// <exception cref="CaptureException">It cannot be loaded; the reason says what to install.</exception>
    public static void EnsureLoaded()
    {
        if (Fault.Value is { } fault)
            throw new CaptureException("OpenCV cannot be loaded; install the system packages libgtk-3-0 (libgtk-3-0t64 on newer systems), libdrm2 and libatomic1", fault);
    }

    private static Exception? Prepare()
    {
        try
        {
            // OpenCV must not print to standard error: people see the error as the camera's reason. Its FFmpeg reads a native environment variable,
            // which Environment.SetEnvironmentVariable does not set; -8 is AV_LOG_QUIET.
            _ = SetVariable("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);

            // The size of a JPEG is checked earlier. If OpenCV reads another size than we do, it rejects the picture itself.
            _ = SetVariable("OPENCV_IO_MAX_IMAGE_PIXELS", CaptureLimits.MaxPixels.ToString(CultureInfo.InvariantCulture), 0);
            Cv2.SetLogLevel(LogLevel.SILENT);

            // Each camera has its own threads; splitting one small picture over all cores costs more than it gains.
            Cv2.SetNumThreads(1);
            return null;
        }
        catch (Exception fault) when (
            fault is DllNotFoundException or TypeInitializationException or OpenCvSharpException or BadImageFormatException or EntryPointNotFoundException)
        {
            return fault;
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

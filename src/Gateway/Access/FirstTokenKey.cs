using System.Runtime.InteropServices;
using System.Text;

namespace LiveParking.Gateway.Access;

/// <summary>Makes the first key of a folder, and the folder.</summary>
internal static class FirstTokenKey
{
    private const string FileName = "k1" + TokenKeyFile.Ending;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Several processes may do this at the same time: whoever is first to give the file its name wins, the others use that one.</summary>
    /// <exception cref="IOException">The folder or the file can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file can't be made.</exception>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);

        var draft = Path.Combine(folder, $".{Guid.NewGuid():n}.draft");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(TokenKeyFile.NewText()));
                stream.Flush(flushToDisk: true);
            }

            NameUnlessTaken(draft, Path.Combine(folder, FileName));
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// Gives a file a name that nobody else has given meanwhile. <see cref="File.Move(string, string)"/> looks first and renames then, which takes the
    /// place of what came between; a link is made or is not (link(2)).
    /// </summary>
    private static void NameUnlessTaken(string draft, string name)
    {
        if (OperatingSystem.IsWindows())
            File.Move(draft, name, overwrite: false);
        else if (Link(draft, name) != 0 && !File.Exists(name))
            throw new IOException($"'{name}' can't be made: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);
}

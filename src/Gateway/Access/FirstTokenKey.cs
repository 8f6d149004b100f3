using System.Runtime.InteropServices;
using System.Text;

namespace LiveParking.Gateway.Access;

/// <summary>Creates the key folder and its first key.</summary>
internal static class FirstTokenKey
{
    private const string FileName = "k1" + TokenKeyFile.Ending;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Several processes may do this at the same time. The first one to create the file wins, and the others use that file.</summary>
    /// <exception cref="IOException">The folder or the file can't be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file can't be created.</exception>
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
    /// Renames a file unless the name is taken. <see cref="File.Move(string, string)"/> checks first and renames afterwards, so it can overwrite a
    /// file that was created in between. Creating a hard link is atomic (link(2)).
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

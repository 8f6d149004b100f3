using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LiveParking.Tokens;

/// <summary>Creates the key folder and a key that signs.</summary>
internal static class NewTokenKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Creates the first key that signs. Its name sorts after those of the secrets of earlier releases: <c>k1.key</c>, or <c>k2.key</c> beside a
    /// <c>k1.key</c>. Several processes may do this at the same time. The first one to create the file wins, and the others use that file.
    /// </summary>
    /// <param name="folder">The folder; a missing one is created.</param>
    /// <param name="files">The key files in it.</param>
    /// <exception cref="IOException">The folder or the file can't be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file can't be created.</exception>
    public static void Make(string folder, IReadOnlyCollection<string> files)
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

            NameUnlessTaken(draft, Path.Combine(folder, $"k{NumberAfter(files)}{TokenKeyFile.Ending}"));
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static int NumberAfter(IEnumerable<string> files) => 1 + files
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Select(name => name is ['k', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0)
        .DefaultIfEmpty(0)
        .Max();

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

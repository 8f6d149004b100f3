using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace LiveParking.Hosting.Settings;

/// <summary>
/// The sources of a program's settings, the same for every program. A later source wins: <c>appsettings.json</c> in the working directory, the file
/// of <c>--config</c> or <c>LIVEPARKING_CONFIG</c>, the environment (<c>Gateway__CorsOrigins__0</c>), the command line
/// (<c>--Gateway:CorsOrigins:0=…</c>).
/// </summary>
public sealed class SettingSources
{
    /// <summary>The environment variable for the file when the command line names none.</summary>
    public const string FileVariable = "LIVEPARKING_CONFIG";

    private const string FileOption = "--config";

    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];
    private string? _file;

    /// <summary>The arguments that are not settings, in order.</summary>
    public IReadOnlyList<string> OtherArguments { get; private init; } = [];

    /// <summary>Extracts the settings from a command line: <c>--Section:Key=VALUE</c>, <c>--Section:Key VALUE</c> and <c>--config FILE</c>.</summary>
    public static SettingSources Take(IReadOnlyList<string> arguments)
    {
        List<string> others = [];
        var sources = new SettingSources { OtherArguments = others };
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            var isFile = parts[0] == FileOption;
            if (!isFile && !IsSetting(parts[0]))
            {
                others.Add(arguments[i]);
                continue;
            }

            var value = parts.Length == 2 ? parts[1] : i + 1 < arguments.Count ? arguments[++i] : null;
            if (value is null)
                sources._faults.Add($"{parts[0]} needs a value.");
            else if (isFile)
                sources._file = value;
            else
                sources._values[parts[0][2..]] = value;
        }

        return sources;
    }

    /// <summary>Sets a value with the precedence of the command line.</summary>
    public void Set(string key, string value) => _values[key] = value;

    /// <summary>Adds the file and the command line to a program's configuration.</summary>
    /// <returns>The errors in them, each a sentence.</returns>
    public IReadOnlyList<string> AddTo(IConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var faults = _faults.ToList();
        foreach (var key in _values.Keys.Where(key => !SettingSections.Knows(key)))
            faults.Add(SettingSections.Fault($"--{key}", key));
        if ((_file ?? configuration[FileVariable]) is { Length: > 0 } file)
            AddFile(configuration, Path.GetFullPath(file), faults);
        if (_values.Count > 0)
            configuration.AddInMemoryCollection(_values);
        return faults;
    }

    private static bool IsSetting(string name) => name.StartsWith("--", StringComparison.Ordinal) && name.IndexOf(':', StringComparison.Ordinal) > 2;

    /// <summary>Adds the file below the environment and above <c>appsettings.json</c>.</summary>
    private static void AddFile(IConfigurationManager configuration, string file, List<string> faults)
    {
        var source = new JsonConfigurationSource { Path = file, Optional = false };
        source.ResolveFileProvider();
        try
        {
            var known = new ConfigurationBuilder().Add(source).Build().GetChildren().Select(child => child.Key);
            faults.AddRange(known.Where(key => !SettingSections.Knows(key)).Select(key => SettingSections.Fault($"'{key}' in {file}", key)));
            var environment = configuration.Sources.ToList().FindLastIndex(candidate => candidate is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
            configuration.Sources.Insert(environment < 0 ? configuration.Sources.Count : environment, source);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var reason = exception.GetBaseException().Message.Split('\n')[0].TrimEnd('.');
            faults.Add($"The file of {FileOption} ({file}) can't be read: {reason}.");
        }
    }
}

using System.CommandLine;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Cameras.Capture.Configuration;

/// <summary>The command-line options for cameras; the same for a silo and for the standalone system.</summary>
public sealed class CameraArguments
{
    /// <summary><c>--camera ID[@LOCATION[/LEVEL]]=SOURCE</c>, repeatable.</summary>
    private readonly Option<string[]> _cameras = new("--camera")
    {
        Description = $"{CameraOptionsParser.Form}, repeatable; SOURCE is device:N, file:PATH, rtsp://…, http(s)://… (MJPEG) or demo:NAME",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>--cameras FILE</c>, repeatable.</summary>
    private readonly Option<string[]> _files = new("--cameras")
    {
        Description = "JSON file of cameras with their settings, repeatable; it keeps passwords off the command line",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>--public-camera ID</c>, repeatable.</summary>
    private readonly Option<string[]> _public = new("--public-camera")
    {
        Description = "ID of a camera that everybody may watch, without a token; repeatable, '*' for all",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>--private-camera ID</c>, repeatable. Cameras are private unless they are opened; this overrules the other settings.</summary>
    private readonly Option<string[]> _private = new("--private-camera")
    {
        Description = "ID of a camera that only a token with its location may watch, whatever else is set; repeatable, '*' for all",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Add(_cameras);
        command.Add(_files);
        command.Add(_public);
        command.Add(_private);
    }

    /// <summary>Parses all of them.</summary>
    /// <exception cref="InvalidRequestException">They are invalid; the message contains all errors.</exception>
    public IReadOnlyList<CameraOptions> Read(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        List<string> faults = [];
        List<CameraOptions> cameras = [];
        foreach (var text in parsed.GetValue(_cameras) ?? [])
        {
            try
            {
                cameras.Add(CameraOptionsParser.Parse(text));
            }
            catch (InvalidRequestException fault)
            {
                faults.Add(fault.Message);
            }
        }

        foreach (var file in parsed.GetValue(_files) ?? [])
            cameras.AddRange(CameraFile.Read(file, faults));
        Set(_public, isPublic: true);
        Set(_private, isPublic: false);

        // A camera without an id has already been reported.
        faults.AddRange(CameraOptionsValidator.Faults(cameras.Where(camera => camera.Id.Length > 0)));
        return faults.Count == 0 ? cameras : throw new InvalidRequestException(string.Join(' ', faults));

        void Set(Option<string[]> option, bool isPublic)
        {
            foreach (var id in parsed.GetValue(option) ?? [])
            {
                var matching = cameras.FindAll(camera => id == "*" || camera.Id == id);
                if (matching.Count == 0 && id != "*")
                    faults.Add($"{option.Name} names '{id}', which no --camera does.");
                matching.ForEach(camera => camera.IsPublic = isPublic);
            }
        }
    }

    /// <summary>Rejects two cameras with the same id.</summary>
    /// <exception cref="InvalidRequestException">Two cameras have the same id.</exception>
    public static void RequireDistinct(IEnumerable<CameraOptions> cameras)
    {
        if (cameras.GroupBy(camera => camera.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidRequestException($"There are two cameras '{twice.Key}': choose another id.");
    }
}

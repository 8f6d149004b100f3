using System.Net;
using Microsoft.Extensions.Logging;

namespace LiveParking.EmbeddedStore;

/// <summary>The embedded store's log messages for operators.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The embedded store in {Folder} listens on {EndPoint}, after {Seconds:0.00} s")]
    public static partial void Started(ILogger logger, string folder, EndPoint endPoint, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The embedded store in {Folder} is stopped")]
    public static partial void Stopped(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The embedded store cannot write to {Folder} ({Reason}); nothing is stored any more until it is started again")]
    public static partial void FlushFailed(ILogger logger, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A checkpoint failed; the log of writes is {Bytes} bytes long and stays until one succeeds. See whether the disk is full")]
    public static partial void CheckpointFailed(ILogger logger, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last checkpoint of the store in {Folder} failed; the next start reads its log instead, nothing is lost")]
    public static partial void LastCheckpointFailed(ILogger logger, string folder);
}

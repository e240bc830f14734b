namespace Negotiations.Service.Access;

/// <summary>Where the service keeps what is not in the database.</summary>
internal static class Folders
{
    private const string Data = "Data:Folder", DefaultData = ".data", Keys = "Keys:Folder";

    /// <summary>The folder of what the service keeps beside the database.</summary>
    public static string DataOf(IConfiguration configuration) => configuration[Data] ?? DefaultData;

    /// <summary>The folder of the keys by which browsers stay signed in and, where no master key is set, lists are sealed.</summary>
    public static string KeysOf(IConfiguration configuration) =>
        Path.GetFullPath(configuration[Keys] ?? Path.Combine(DataOf(configuration), "keys"));
}
